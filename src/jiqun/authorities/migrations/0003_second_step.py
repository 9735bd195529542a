import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('authorities', '0002_password_links'),
    ]

    operations = [
        migrations.AddField(
            model_name='account',
            name='password_set_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='PasswordChange',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('password', models.CharField(max_length=128)),
                ('set_at', models.DateTimeField()),
                ('state', models.CharField(default='changed', max_length=12)),
                ('version', models.PositiveIntegerField(default=1)),
                ('pending', models.BooleanField(default=False)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='password_changes', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='SecondStep',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('sealed', models.CharField(max_length=300)),
                ('last_step', models.BigIntegerField()),
                ('enrolled_at', models.DateTimeField()),
                ('state', models.CharField(default='active', max_length=12)),
                ('version', models.PositiveIntegerField(default=1)),
                ('pending', models.BooleanField(default=False)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='second_steps', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codes', to='authorities.secondstep')),
            ],
        ),
        migrations.CreateModel(
            name='SignedIn',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('session_key', models.CharField(max_length=40, unique=True)),
                ('device', models.JSONField()),
                ('address', models.CharField(max_length=45)),
                ('started_at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddConstraint(
            model_name='secondstep',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'active')), fields=('account',), name='one_active_second_step_an_account'),
        ),
        migrations.AddConstraint(
            model_name='recoverycode',
            constraint=models.UniqueConstraint(fields=('step', 'digest'), name='recovery_code_once_a_step'),
        ),
    ]
