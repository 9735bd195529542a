
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0006_saved_views'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='mailed',
            name='mailed_once',
        ),
        migrations.AddField(
            model_name='contact',
            name='digest',
            field=models.CharField(choices=[('due', 'Due'), ('daily', 'Daily'), ('none', 'None')], default='due', max_length=5),
        ),
        migrations.AddField(
            model_name='contact',
            name='message',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='contact',
            name='quiet_from',
            field=models.PositiveSmallIntegerField(default=20),
        ),
        migrations.AddField(
            model_name='contact',
            name='quiet_until',
            field=models.PositiveSmallIntegerField(default=8),
        ),
        migrations.AddField(
            model_name='contact',
            name='rest_days',
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name='mailed',
            name='way',
            field=models.CharField(choices=[('mail', 'Mail'), ('message', 'Message')], default='mail', max_length=7),
        ),
        migrations.AlterField(
            model_name='mailed',
            name='address',
            field=models.CharField(max_length=254),
        ),
        migrations.AddConstraint(
            model_name='mailed',
            constraint=models.UniqueConstraint(fields=('account', 'key', 'way'), name='told_once'),
        ),
    ]
