import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0003_staff_changes'),
        ('notices', '0002_announcement_publication'),
    ]

    operations = [
        migrations.CreateModel(
            name='Disclosure',
            fields=[
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='disclosure', serialize=False, to='casework.case')),
                ('content', models.CharField(max_length=10)),
                ('year', models.PositiveSmallIntegerField(null=True)),
                ('figures', models.JSONField(default=list)),
                ('attribute', models.CharField(max_length=12)),
                ('basis', models.CharField(max_length=300)),
                ('reviewer', models.CharField(max_length=40)),
                ('reviewed_on', models.DateField()),
                ('finding', models.CharField(max_length=500)),
                ('live', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('live', True)), fields=('content', 'year'), name='one_disclosure_a_content_and_year'), models.UniqueConstraint(condition=models.Q(('live', True), ('year__isnull', True)), fields=('content',), name='one_disclosure_a_content_without_year')],
            },
        ),
    ]
