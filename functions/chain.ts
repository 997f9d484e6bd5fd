import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { faultOf } from '../core/base/fault.ts';
import type { Collected } from './measure.ts';
import { refuseOnlookers } from './runtime.ts';

refuseOnlookers();

export const logger = new Logger();

/** Every handler: logs without the event, sends metrics at the end, and lets no foreign error out. */
export const chain = <R>(measure: Collected, work: (event: unknown, context: Context) => Promise<R>) =>
  middy<unknown, R>()
    .use(injectLambdaContext(logger, { logEvent: false }))
    .use({
      after: () => measure.flush(),
      onError: (request) => {
        measure.flush();
        logger.error('batch failed', { fault: faultOf(request.error) });
        // The runtime prints what is thrown, with all its properties.
        request.error = new Error('batch failed');
      },
    })
    .handler(work);

/** For one item that goes back to its queue or stream. */
export const logFailure = (id: string, error: unknown): void =>
  logger.error('item failed', { id, fault: faultOf(error) });

/** The runtime would print the error itself; a process in an unknown state is not to be used again. */
const die = (error: unknown): void => {
  logger.critical('stray failure', { fault: faultOf(error) });
  process.exit(1);
};

// A log that nobody takes (EPIPE) is no stray failure: the work goes on.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

process.prependListener('unhandledRejection', die);
process.prependListener('uncaughtException', die);
