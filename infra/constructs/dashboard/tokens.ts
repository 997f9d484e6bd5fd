import { Column, type IWidget, Row } from 'aws-cdk-lib/aws-cloudwatch';
import type { Config } from '../../config.ts';
import type { Parts } from './parts.ts';
import { asked, binOf, drawn, HALF, LINE, QUARTER, sums } from './pieces.ts';

/** Which tokens are in trouble, or will be: of this monitor, then of others. */
export const tables = ({ widget }: Parts, others: readonly string[]): readonly IWidget[] => [
  drawn('Token health', TABLE, widget.lambda.lambda.functionArn, 'tokens'),
  ...others.map((arn) => drawn(titleOf(arn), TABLE, arn, 'tokens')),
];

const TABLE = { width: 24, height: 14 };

/** A function's name begins with that of its stack. */
const titleOf = (arn: string): string => {
  const [, , , region, , , name] = arn.split(':');
  return `Token health: ${name} in ${region}`;
};

/** What comes, and how tokens and issuers have fared. */
export const ahead = ({ widget, probe }: Parts, { schedule }: Pick<Config, 'schedule'>): readonly IWidget[] => {
  const of = [probe.lambda];
  return [
    drawn('What ends in the next 90 days?', { width: 12, height: 12 }, widget.lambda.lambda.functionArn, 'horizon'),
    new Column(
      asked('How are the tokens?', HALF, 'tokens', of, `stats ${sums('tokens')} by bin(${binOf(schedule)})`, LINE),
      new Row(
        asked('Which issuer refuses?', QUARTER, 'probe', of, REFUSALS),
        asked('How fast do issuers answer? (ms)', QUARTER, 'probe', of, `stats ${SPEED} by provider | sort p95 desc`),
      ),
    ),
  ];
};

const REFUSALS = 'stats count(*) as asked by provider, outcome | sort provider, asked desc';
const SPEED =
  'count(*) as asked, pct(milliseconds, 50) as p50, pct(milliseconds, 95) as p95, pct(milliseconds, 99) as p99';
