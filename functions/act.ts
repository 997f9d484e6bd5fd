import { errorName } from '../adapters/aws/calls.ts';
import { tellCame, tellTrouble } from '../adapters/dashboard/answers.ts';
import { readOrder } from '../adapters/dashboard/asked.ts';
import { act } from '../monitor/overview/act.ts';
import { actPorts } from './act-ports.ts';
import { chain, logFailure } from './chain.ts';
import { collectMeasures } from './measure.ts';

const ports = actPorts();

/** What somebody pressed at the dashboard, checked again and done; answers with HTML for it. */
export const handler = chain(collectMeasures(), async (event, context): Promise<string> => {
  const order = readOrder(event);
  if (order.act === 'none') return tellCame(order, { came: 'no order' });
  try {
    return tellCame(order, await act(order, ports));
  } catch (error) {
    logFailure('act', error);
    return tellTrouble(order, 'It is not known whether this was done', errorName(error), context.awsRequestId);
  }
});
