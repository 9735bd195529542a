import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('authorities', '0003_second_step'),
        ('cultivation', '0004_support_cases_brands'),
        ('register', '0003_goals_from_paper'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ServiceProvider',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=120)),
                ('code', models.CharField(blank=True, max_length=18)),
                ('certificate', models.CharField(blank=True, max_length=120)),
                ('number', models.CharField(blank=True, max_length=80)),
                ('issuer', models.CharField(blank=True, max_length=80)),
                ('valid_from', models.DateField(null=True)),
                ('valid_to', models.DateField(null=True)),
                ('services', models.JSONField(default=list)),
                ('link', models.URLField(blank=True, max_length=300)),
                ('state', models.CharField(default='in_force', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('version', models.PositiveIntegerField(default=1)),
                ('pending', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='authorities.authority')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ServiceEvent',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('title', models.CharField(max_length=120)),
                ('on', models.DateField()),
                ('others', models.PositiveIntegerField(default=0)),
                ('outcome', models.CharField(blank=True, max_length=500)),
                ('link', models.URLField(blank=True, max_length=300)),
                ('state', models.CharField(default='in_force', max_length=10)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('version', models.PositiveIntegerField(default=1)),
                ('pending', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='authorities.authority')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cluster', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='service_events', to='register.cluster')),
                ('firms', models.ManyToManyField(related_name='+', to='register.enterprise')),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='cultivation.serviceprovider')),
            ],
        ),
        migrations.AddIndex(
            model_name='serviceprovider',
            index=models.Index(fields=['state', 'kind'], name='cultivation_state_d899c0_idx'),
        ),
        migrations.AddIndex(
            model_name='serviceprovider',
            index=models.Index(fields=['state', 'valid_to'], name='cultivation_state_6c5dbb_idx'),
        ),
        migrations.AddIndex(
            model_name='serviceevent',
            index=models.Index(fields=['cluster', 'state', 'on'], name='cultivation_cluster_377a37_idx'),
        ),
    ]
