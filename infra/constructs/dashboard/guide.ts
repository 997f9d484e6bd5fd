import { TextWidget } from 'aws-cdk-lib/aws-cloudwatch';

/** How to read the dashboard, in the few lines that somebody reads who has just been woken. `fixed`: USD a month. */
export const guide = (fixed: number): TextWidget => new TextWidget({ width: 24, height: 4, markdown: textOf(fixed) });

const textOf = (fixed: number): string =>
  [
    '**Top to bottom: what breaks next or is broken, when and at which issuer, whether the monitor itself is alive, what it costs.**',
    '- `rejected` and `expired`: calls fail now. `rotate by` is a date of your own, on which nothing breaks. `indeterminate`: the issuer gave no answer that decides, so nothing is told of it as dead.',
    '- *Probe now* and *Snooze* ask before they act, and are written down with who and when. Buttons that are refused need `lambda:InvokeFunction` on the function of the output `ActFunctionArn`.',
    '- An alarm that is red says in its description what to do; docs/runbook.md has the rest. While the monitor is late, what the table says may be old.',
    `- The graph of the cost is what use costs. ${fixed.toFixed(2)} USD a month come on top whatever happens: alarms, metrics and the key; and 3.00 for this dashboard where the account has more than three.`,
  ].join('\n');
