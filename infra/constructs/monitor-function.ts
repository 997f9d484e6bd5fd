import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, RecursiveLoop, Runtime } from 'aws-cdk-lib/aws-lambda';
import { type ICommandHooks, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { NAMESPACE, VARIABLES } from '../../adapters/names.ts';
import { SETTINGS_FILE } from '../../adapters/settings/deployed.ts';
import { type Config, deployedOf } from '../config.ts';
import { typesOf } from '../recipients.ts';
import { joinNetwork } from './network.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

type Props = {
  /** File in functions/, without its ending. */
  readonly entry: 'act' | 'alarm' | 'digest' | 'discover' | 'notify' | 'probe' | 'watch-subscribers' | 'widget';
  readonly timeout: Duration;
  readonly environment: Readonly<Record<string, string>>;
  readonly config: Config;
  /** Its messages may lead to messages for itself; monitor/probe/hops.ts ends such a chain. */
  readonly loops?: boolean;
  /** Needs to know the issuers: their files go into its bundle. */
  readonly issuers?: boolean;
  /** Needs the settings that are too long for its environment. */
  readonly settings?: boolean;
  /** Asks CloudTrail: its client goes into the bundle. */
  readonly trail?: boolean;
  /** MB, of which the share of a CPU depends. */
  readonly memorySize?: number;
};

/** By which a function is told from the others in the template. */
export const describe = (entry: Props['entry']): string => `Token Health: ${entry}`;

/** One Lambda with its own role and log group: rights are added by what it works with, none come along. */
export class MonitorFunction extends Construct {
  readonly lambda: NodejsFunction;
  readonly role: Role;
  readonly memorySize: number;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.memorySize = props.memorySize ?? 512;
    const logGroup = this.#logs(props.config);
    this.lambda = new NodejsFunction(this, 'Function', {
      description: describe(props.entry),
      entry: `${ROOT}functions/${props.entry}.ts`,
      projectRoot: ROOT,
      depsLockFilePath: `${ROOT}package-lock.json`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: this.memorySize,
      timeout: props.timeout,
      role: this.role,
      logGroup,
      awsSdkConnectionReuse: false,
      // Set on purpose: Lambda would cut a chain after 16 rounds (Lambda developer guide, invocation-recursion).
      recursiveLoop: props.loops ? RecursiveLoop.ALLOW : RecursiveLoop.TERMINATE,
      environment: { ...common(this, props.config), ...props.environment },
      bundling: {
        ...BUNDLING,
        ...(props.trail && { esbuildArgs: { '--conditions': `${CONDITIONS},who-changed` } }),
        commandHooks: besideTheCode(props),
      },
    });
    joinNetwork(this.lambda, this.role, props.config);
  }

  #logs(config: Config): LogGroup {
    const logGroup = new LogGroup(this, 'Logs', {
      retention: config.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    return logGroup;
  }
}

const common = (scope: Construct, config: Config): Record<string, string> => ({
  [VARIABLES.service]: Stack.of(scope).stackName,
  [VARIABLES.namespace]: NAMESPACE,
  [VARIABLES.logLevel]: config.logLevel,
  [VARIABLES.channelTypes]: typesOf(config).join(' '),
  ...(config.allowOnlookers.length > 0 && { [VARIABLES.allowOnlookers]: config.allowOnlookers.join(' ') }),
});

/** What the imports of package.json that begin with # stand for. */
const CONDITIONS = 'module,lambda';

const BUNDLING = {
  format: OutputFormat.ESM,
  target: 'node24',
  mainFields: ['module', 'main'],
  esbuildArgs: { '--conditions': CONDITIONS },
  minify: true,
  // The runtime's own SDK is of no known version.
  externalModules: [],
};

/** Files beside the code: issuers, which cost nothing until one is needed, and settings. Written by hand: no shell knows so long an argument. */
const besideTheCode = ({ config, issuers, settings }: Props): ICommandHooks => ({
  beforeBundling: () => [],
  beforeInstall: () => [],
  afterBundling: (_input, output) => {
    // The library also asks for what a container would run, which is never used: the commands below are of this machine.
    if (settings && existsSync(output)) writeFileSync(join(output, SETTINGS_FILE), JSON.stringify(deployedOf(config)));
    return issuers ? [issuersInto(output, config.issuers)] : [];
  },
});

const issuersInto = (output: string, own: string | undefined): string =>
  [process.execPath, `${ROOT}adapters/issuers/write-bundle.ts`, output, ...(own === undefined ? [] : [resolve(own)])]
    .map((part) => JSON.stringify(part))
    .join(' ');
