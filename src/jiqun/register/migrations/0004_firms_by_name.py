from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('register', '0003_goals_from_paper'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='enterprise',
            index=models.Index(fields=['name', 'uscc'], name='firm_by_name'),
        ),
    ]
