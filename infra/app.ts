import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { readConfig } from './read-config.ts';
import { TokenHealthStack } from './stack.ts';

const app = new App();
// The CDK command tells the region of the profile in use.
const reading = readConfig(app.node.getAllContext(), process.env.CDK_DEFAULT_REGION);

if (reading.ok) {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  new TokenHealthStack(app, reading);
} else {
  process.stderr.write(`${reading.says}\n`);
  process.exitCode = 1;
}
