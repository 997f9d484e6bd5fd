import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { deployedIn } from './cost/deployed.ts';
import { billText } from './cost/says.ts';
import { readConfig } from './read-config.ts';
import { TokenHealthStack } from './stack.ts';

const app = new App();
// The CDK command tells the region of the profile in use.
const reading = readConfig(app.node.getAllContext(), process.env.CDK_DEFAULT_REGION);

if (reading.ok) {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const stack = new TokenHealthStack(app, reading);
  process.stderr.write(billText(deployedIn(stack, reading.config), reading.config.schedule));
} else {
  process.stderr.write(`${reading.says}\n`);
  process.exitCode = 1;
}
