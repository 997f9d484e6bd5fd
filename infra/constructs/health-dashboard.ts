import { Duration, Stack } from 'aws-cdk-lib';
import { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { deployedIn } from '../cost/deployed.ts';
import { fixedUsd, VIEWING } from '../cost/month.ts';
import { alive, failures } from './dashboard/alive.ts';
import { bill } from './dashboard/bill.ts';
import { guide } from './dashboard/guide.ts';
import type { Parts } from './dashboard/parts.ts';
import { ahead, tables } from './dashboard/tokens.ts';

/**
 * Made last: it shows every alarm. Titles are the questions that are answered. What is drawn per issuer or verdict is asked of the log, and
 * per token of the table: neither costs a metric.
 */
export class HealthDashboard extends Construct {
  readonly dashboard: Dashboard;

  constructor(scope: Construct, id: string, parts: Parts, config: Config) {
    super(scope, id);
    this.dashboard = new Dashboard(this, 'Dashboard', { defaultInterval: Duration.days(VIEWING.days) });
    const fixed = fixedUsd(deployedIn(Stack.of(this), config));
    for (const table of tables(parts, config.dashboardAlso)) this.dashboard.addWidgets(table);
    this.dashboard.addWidgets(guide(fixed));
    this.dashboard.addWidgets(...ahead(parts, config));
    for (const row of alive(this, parts)) this.dashboard.addWidgets(...row);
    this.dashboard.addWidgets(failures(parts), bill(parts, fixed));
  }
}
