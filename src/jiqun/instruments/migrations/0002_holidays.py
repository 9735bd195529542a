
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0004_watching'),
        ('instruments', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='HolidayNotice',
            fields=[
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='holidays', serialize=False, to='casework.case')),
                ('year', models.PositiveSmallIntegerField()),
                ('document', models.CharField(max_length=60)),
                ('dated_on', models.DateField()),
                ('source', models.URLField(max_length=300)),
                ('words', models.TextField()),
                ('rows', models.JSONField()),
                ('position', models.PositiveIntegerField(null=True, unique=True)),
            ],
        ),
    ]
