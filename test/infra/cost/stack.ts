import { App } from 'aws-cdk-lib';
import { type Deployed, deployedIn } from '../../../infra/cost/deployed.ts';
import { readConfig } from '../../../infra/read-config.ts';
import { TokenHealthStack } from '../../../infra/stack.ts';

/** What the stack of these settings holds that costs something. */
export const deployed = (settings: Record<string, unknown> = {}): Deployed => {
  const reading = readConfig({ tokenHealth: { alertEmail: ['you@example.org'], ...settings } });
  if (!reading.ok) throw new Error(reading.says);
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
  return deployedIn(new TokenHealthStack(app, reading), reading.config);
};
