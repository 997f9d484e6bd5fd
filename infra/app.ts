import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { readConfig } from './read-config.ts';
import { TokenHealthStack } from './stack.ts';

const app = new App();
const reading = readConfig(app.node.getAllContext());

if (reading.ok) {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  new TokenHealthStack(app, reading);
} else {
  process.stderr.write(`${reading.says}\n`);
  process.exitCode = 1;
}
