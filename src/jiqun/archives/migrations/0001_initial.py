
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('authorities', '0003_second_step'),
        ('casework', '0004_watching'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Filing',
            fields=[
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='filing', serialize=False, to='casework.case')),
                ('year', models.PositiveSmallIntegerField()),
                ('fonds', models.CharField(max_length=12)),
                ('category', models.CharField(max_length=8)),
                ('unit', models.CharField(max_length=12)),
                ('unit_name', models.CharField(max_length=40)),
                ('taken', models.CharField(blank=True, max_length=64)),
                ('receiver', models.CharField(blank=True, max_length=80)),
                ('received_by', models.CharField(blank=True, max_length=40)),
                ('received_on', models.DateField(null=True)),
                ('proof', models.CharField(blank=True, max_length=80)),
            ],
        ),
        migrations.CreateModel(
            name='Extract',
            fields=[
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='extract', serialize=False, to='casework.case')),
                ('request', models.CharField(max_length=60)),
                ('received_on', models.DateField()),
                ('chosen', models.JSONField(default=list)),
                ('reviewer', models.CharField(blank=True, max_length=40)),
                ('finding', models.TextField(blank=True)),
                ('withheld', models.TextField(blank=True)),
                ('ground', models.TextField(blank=True)),
                ('of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extracts', to='casework.case')),
            ],
        ),
        migrations.CreateModel(
            name='PackageTaken',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('files', models.PositiveIntegerField()),
                ('absent', models.PositiveIntegerField()),
                ('size', models.BigIntegerField()),
                ('manifest_sha256', models.CharField(max_length=64)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='packages', to='archives.filing')),
            ],
        ),
        migrations.CreateModel(
            name='FiledMatter',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('retention', models.CharField(max_length=3)),
                ('closed_on', models.DateField()),
                ('position', models.PositiveIntegerField(null=True)),
                ('code', models.CharField(blank=True, max_length=80)),
                ('live', models.BooleanField(default=True)),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='authorities.authority')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='filed', to='casework.case')),
                ('filing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='archives.filing')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('live', True)), fields=('authority', 'case'), name='on_file_once_an_authority'), models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('authority', 'code'), name='one_file_a_code')],
            },
        ),
    ]
