import { describe, expect, test } from 'vitest';
import { VARIABLES } from '../../adapters/names.ts';
import { Fault } from '../../core/base/fault.ts';
import { refuseOnlookers } from '../../functions/runtime.ts';

type Env = Record<string, string>;

const refusal = (env: Env): string | undefined => {
  try {
    refuseOnlookers(env);
    return undefined;
  } catch (error) {
    return error instanceof Fault ? error.message : `not ours: ${error}`;
  }
};

const allow = (...names: string[]): Env => ({ [VARIABLES.allowOnlookers]: names.join(' ') });
const WRAPPER = 'AWS_LAMBDA_EXEC_WRAPPER';

describe('a tracing layer is refused by the name of its vendor', () => {
  test.each<[string, Env]>([
    ['Datadog', { [WRAPPER]: '/opt/datadog_wrapper' }],
    ['Datadog', { [WRAPPER]: '/opt/wrapper', DD_SITE: 'x' }],
    ['New Relic', { NODE_OPTIONS: '--require newrelic' }],
    ['New Relic', { [WRAPPER]: '/opt/wrapper', NEW_RELIC_ACCOUNT_ID: 'x' }],
    ['Lumigo', { [WRAPPER]: '/opt/lumigo_wrapper' }],
    ['Dynatrace', { [WRAPPER]: '/opt/dynatrace', OTEL_SERVICE_NAME: 'x' }],
    ['Sentry', { NODE_OPTIONS: '--import @sentry/aws-serverless/awslambda-auto' }],
    ['Sentry', { NODE_OPTIONS: '-r @sentry/aws-serverless/awslambda-auto' }],
    ['Elastic APM', { NODE_OPTIONS: '-r elastic-apm-node/start' }],
    ['Splunk', { [WRAPPER]: '/opt/nodejs-otel-handler', OTEL_SERVICE_NAME: 'x' }],
    ['OpenTelemetry', { [WRAPPER]: '/opt/otel-handler' }],
    ['OpenTelemetry', { [WRAPPER]: '/opt/otel-instrument' }],
  ])('%s: %j', (vendor, env) => {
    const says = refusal(env) ?? '';
    expect(says).toContain(`This is a layer of ${vendor}, which could see every token.`);
    for (const value of Object.values(env)) if (value.length > 1) expect(says).not.toContain(value);
  });

  test('with the setting that allows it, and all that is needed at once', () => {
    expect(refusal({ [WRAPPER]: '/opt/otel-handler', NODE_OPTIONS: '--require /opt/wrapper.js' })).toBe(
      'the variable AWS_LAMBDA_EXEC_WRAPPER must not be set here; NODE_OPTIONS may only set memory and warnings, or turn features off. This is a layer of OpenTelemetry, which could see every token. Take it off this function, or deploy with allowOnlookers: ["AWS_LAMBDA_EXEC_WRAPPER", "NODE_OPTIONS"] to let it.',
    );
  });

  test('one that is half allowed is asked for by all its names', () => {
    expect(refusal({ [WRAPPER]: '/opt/wrapper', NODE_OPTIONS: '-r /opt/wrapper.js', ...allow(WRAPPER) })).toContain(
      'allowOnlookers: ["NODE_OPTIONS", "AWS_LAMBDA_EXEC_WRAPPER"] to let it.',
    );
  });

  test('one that nobody knows is refused all the same', () => {
    expect(refusal({ [WRAPPER]: '/opt/ours' })).toContain('. This could see every token.');
  });
});

describe('what the deployment allows', () => {
  test.each<[string, Env]>([
    ['a wrapper', { [WRAPPER]: '/opt/datadog_wrapper', ...allow(WRAPPER) }],
    ['code that is loaded first', { NODE_OPTIONS: '--require /opt/a.js -r b --import=c', ...allow('NODE_OPTIONS') }],
    [
      'both',
      { [WRAPPER]: '/opt/otel-handler', NODE_OPTIONS: '--require /opt/wrapper.js', ...allow(WRAPPER, 'NODE_OPTIONS') },
    ],
  ])('starts: %s', (_, env) => expect(refusal(env)).toBeUndefined());

  test.each<[string, Env]>([
    ['a wrapper where only options are allowed', { [WRAPPER]: '/opt/x', ...allow('NODE_OPTIONS') }],
    ['options where only a wrapper is allowed', { NODE_OPTIONS: '-r x', ...allow(WRAPPER) }],
    ['keys of TLS written to a file', { NODE_OPTIONS: '-r x --tls-keylog=/tmp/k', ...allow('NODE_OPTIONS') }],
    ['an inspector', { NODE_OPTIONS: '--inspect=0.0.0.0:1', ...allow('NODE_OPTIONS') }],
    [
      'certificates that are not checked',
      { NODE_TLS_REJECT_UNAUTHORIZED: '0', ...allow('NODE_TLS_REJECT_UNAUTHORIZED') },
    ],
    ['foreign certificates', { NODE_EXTRA_CA_CERTS: '/opt/ca.pem', ...allow(WRAPPER, 'NODE_OPTIONS') }],
  ])('does not start: %s', (_, env) => expect(refusal(env)).toBeDefined());

  test('what nothing allows says so', () => {
    expect(refusal({ NODE_DEBUG: 'http', [WRAPPER]: '/opt/x' })).toBe(
      'the variable AWS_LAMBDA_EXEC_WRAPPER must not be set here; the variable NODE_DEBUG must not be set here. Take it off this function: nothing allows it.',
    );
  });
});
