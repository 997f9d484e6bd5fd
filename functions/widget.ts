import { errorName } from '../adapters/aws/calls.ts';
import { tellTrouble } from '../adapters/dashboard/answers.ts';
import { readAsked } from '../adapters/dashboard/asked.ts';
import { DESCRIPTION } from '../adapters/dashboard/description.ts';
import { drawWidget } from '../adapters/dashboard/widget.ts';
import { readOverview } from '../monitor/overview/read.ts';
import { chain, logFailure } from './chain.ts';
import { collectMeasures } from './measure.ts';
import { widgetPorts } from './widget-ports.ts';

const ports = widgetPorts();

/** HTML for the dashboard; a trouble is shown there too, since the console would show only that there is one. */
export const handler = chain(collectMeasures(), async (event, context): Promise<string> => {
  const asked = readAsked(event);
  if (asked.what === 'describe') return DESCRIPTION;
  try {
    return drawWidget(await readOverview(ports), asked, { ...ports, self: context.invokedFunctionArn });
  } catch (error) {
    logFailure('widget', error);
    return tellTrouble(asked, 'The table could not be read', errorName(error), context.awsRequestId);
  }
});
