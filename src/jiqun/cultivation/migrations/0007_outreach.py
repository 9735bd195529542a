import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('authorities', '0003_second_step'),
        ('cultivation', '0006_gradient'),
        ('register', '0003_goals_from_paper'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Policy',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=120)),
                ('document', models.CharField(blank=True, max_length=80)),
                ('on', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('summary', models.TextField()),
                ('link', models.URLField(max_length=300)),
                ('kinds', models.JSONField(default=list)),
                ('rule', models.JSONField(default=dict)),
                ('state', models.CharField(default='draft', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('version', models.PositiveIntegerField(default=1)),
                ('pending', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='authorities.authority')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Outreach',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('links', models.PositiveIntegerField(default=1)),
                ('state', models.CharField(default='open', max_length=10)),
                ('result', models.CharField(blank=True, max_length=500)),
                ('version', models.PositiveIntegerField(default=1)),
                ('pending', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='authorities.authority')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cluster', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outreaches', to='register.cluster')),
                ('roster', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.rosterrevision')),
                ('policy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outreaches', to='cultivation.policy')),
            ],
        ),
        migrations.AddField(
            model_name='supportline',
            name='policy',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='support', to='cultivation.policy'),
        ),
        migrations.CreateModel(
            name='OutreachFirm',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('state', models.CharField(default='missing', max_length=12)),
                ('channel', models.CharField(blank=True, max_length=8)),
                ('on', models.DateField(null=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('question', models.CharField(blank=True, max_length=300)),
                ('version', models.PositiveIntegerField(default=1)),
                ('pending', models.BooleanField(default=False)),
                ('firm', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.enterprise')),
                ('outreach', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='firms', to='cultivation.outreach')),
            ],
            options={
                'indexes': [models.Index(fields=['outreach', 'state'], name='cultivation_outreac_bd0c0b_idx')],
                'constraints': [models.UniqueConstraint(fields=('outreach', 'firm'), name='a_firm_once_an_outreach')],
            },
        ),
        migrations.AddIndex(
            model_name='policy',
            index=models.Index(fields=['state', 'on'], name='cultivation_state_128fc9_idx'),
        ),
        migrations.AddConstraint(
            model_name='outreach',
            constraint=models.UniqueConstraint(fields=('policy', 'cluster'), name='a_policy_once_a_cluster'),
        ),
    ]
