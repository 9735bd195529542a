import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('authorities', '0003_second_step'),
        ('cultivation', '0005_services'),
        ('register', '0003_goals_from_paper'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FollowedFirm',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('step', models.CharField(max_length=20)),
                ('unit', models.CharField(max_length=80)),
                ('due_on', models.DateField()),
                ('note', models.CharField(blank=True, max_length=500)),
                ('result', models.CharField(blank=True, max_length=500)),
                ('state', models.CharField(default='followed', max_length=10)),
                ('version', models.PositiveIntegerField(default=1)),
                ('pending', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='authorities.authority')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cluster', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='followed', to='register.cluster')),
                ('firm', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.enterprise')),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'due_on'], name='cultivation_state_6e089d_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'followed')), fields=('cluster', 'firm'), name='a_firm_is_followed_once')],
            },
        ),
    ]
