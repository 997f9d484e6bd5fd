import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { deployedIn } from './cost/deployed.ts';
import { billText } from './cost/says.ts';
import { readConfig } from './read-config.ts';
import { TokenHealthStack } from './stack.ts';

const app = new App();
const reading = readConfig(app.node.getAllContext());

if (reading.ok) {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const { config } = reading;
  const stack = new TokenHealthStack(app, 'TokenHealth', config);
  process.stderr.write(billText(deployedIn(stack, config), config.schedule));
} else {
  process.stderr.write(`${reading.says}\n`);
  process.exitCode = 1;
}
