import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('authorities', '0001_initial'),
        ('casework', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='proposal',
            name='awaits_account',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='proposal',
            name='links',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='proposal',
            name='step',
            field=models.CharField(choices=[('sign', '待签批'), ('paper', '待登记纸质签批'), ('confirm', '待核对纸质签批')], default='sign', max_length=8),
        ),
        migrations.AlterField(
            model_name='case',
            name='audience',
            field=models.CharField(choices=[('own', '仅本单位'), ('chain', '本单位及上级'), ('tree', '本单位、上级及下级'), ('staff', '全体工作人员')], default='own', max_length=8),
        ),
        migrations.CreateModel(
            name='ChainSetting',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('procedure_name', models.CharField(max_length=40)),
                ('act', models.CharField(max_length=40)),
                ('number', models.PositiveSmallIntegerField()),
                ('links', models.JSONField()),
                ('state', models.CharField(max_length=12)),
                ('version', models.PositiveIntegerField(default=1)),
                ('pending', models.BooleanField(default=False)),
                ('drafted_at', models.DateTimeField()),
                ('since', models.DateTimeField(null=True)),
                ('until', models.DateTimeField(null=True)),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='authorities.authority')),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('authority', 'procedure_name', 'act', 'number'), name='one_chain_a_number'), models.UniqueConstraint(condition=models.Q(('state', 'drafted')), fields=('authority', 'procedure_name', 'act'), name='one_draft_of_a_chain'), models.UniqueConstraint(condition=models.Q(('since__isnull', False), ('until__isnull', True)), fields=('authority', 'procedure_name', 'act'), name='one_chain_in_force')],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('link', models.PositiveSmallIntegerField()),
                ('outcome', models.CharField(choices=[('signed', '签批'), ('recorded', '登记纸质签批'), ('confirmed', '核对纸质签批无误'), ('sent_back', '退回经办'), ('one_back', '退回上一环节')], max_length=10)),
                ('at', models.DateTimeField()),
                ('comment', models.TextField(blank=True)),
                ('paper', models.JSONField(default=dict)),
                ('valid', models.BooleanField(default=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='casework.proposal')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('outcome__in', ('signed', 'recorded', 'confirmed')), ('valid', True)), fields=('proposal', 'link', 'outcome'), name='one_valid_signature_a_link')],
            },
        ),
    ]
