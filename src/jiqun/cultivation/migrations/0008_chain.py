import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('authorities', '0003_second_step'),
        ('cultivation', '0007_outreach'),
        ('register', '0003_goals_from_paper'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ChainLink',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('direction', models.CharField(max_length=12)),
                ('party', models.CharField(blank=True, max_length=120)),
                ('product', models.CharField(max_length=120)),
                ('amount', models.BigIntegerField(null=True)),
                ('year', models.PositiveSmallIntegerField(null=True)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(default='in_force', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('version', models.PositiveIntegerField(default=1)),
                ('pending', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='authorities.authority')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cluster', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='chain', to='register.cluster')),
                ('firm', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.enterprise')),
                ('partner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.cluster')),
            ],
            options={
                'indexes': [models.Index(fields=['cluster', 'state', 'direction'], name='cultivation_cluster_212bb5_idx')],
            },
        ),
    ]
