import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0001_initial'),
        ('evidence', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('requirement', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=200)),
                ('mark', models.CharField(max_length=200)),
                ('size', models.BigIntegerField()),
                ('received', models.BigIntegerField(default=0)),
                ('touched_at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uploads', to='casework.case')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('by', 'case', 'requirement', 'name', 'size', 'mark'), name='evidence_upload_once')],
            },
        ),
    ]
