import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('authorities', '0001_initial'),
        ('casework', '0002_chains'),
        ('recognition', '0004_corrections'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ForwardedCall',
            fields=[
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='forwarded_call', serialize=False, to='casework.case')),
                ('prefecture', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='authorities.authority')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='forwarded_calls', to='recognition.round')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'prefecture'), name='one_forwarded_call_a_round_and_prefecture')],
            },
        ),
        migrations.CreateModel(
            name='ForwardedRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('county_deadline', models.DateTimeField()),
                ('quotas', models.JSONField(default=dict)),
                ('demands', models.JSONField(default=list)),
                ('text', models.TextField()),
                ('document', models.CharField(blank=True, max_length=80)),
                ('issued_on', models.DateField(null=True)),
                ('issued_at', models.DateTimeField(null=True)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='recognition.forwardedcall')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('call', 'number'), name='one_revision_a_number_of_a_forward')],
            },
        ),
        migrations.AddField(
            model_name='application',
            name='forwarded',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='recognition.forwardedrevision'),
        ),
        migrations.CreateModel(
            name='LateAttempt',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('deadline', models.DateTimeField()),
                ('key', models.CharField(max_length=64)),
                ('sha256', models.CharField(max_length=64)),
                ('sm3', models.CharField(max_length=64)),
                ('seq', models.BigIntegerField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='late_attempts', to='casework.case')),
                ('prepared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('by', 'key'), name='one_late_attempt_a_key')],
            },
        ),
    ]
