import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { type Json, parseJson } from '../../core/base/json.ts';
import { SECOND } from '../../core/base/time.ts';
import { errorName } from './calls.ts';

/** Has a function begin, and does not wait for its end: `lambda:InvokeFunction`, asynchronously. */
export const beginFunction =
  (client: LambdaClient, name: string) =>
  async (event: Json): Promise<void> => {
    const Payload = new TextEncoder().encode(JSON.stringify(event));
    await client.send(new InvokeCommand({ FunctionName: name, InvocationType: 'Event', Payload }));
  };

/** `why`: the name of an AWS error, `RegionMissing`, or `FunctionFailed` where the function itself did. */
export type Invoked = { readonly ok: true; readonly answer: unknown } | { readonly ok: false; readonly why: string };

/** Longer than the function may run. */
const PATIENCE = 70 * SECOND;

/** `lambda:InvokeFunction`, once: what it does may not bear to be repeated. Waits for its answer. */
export const invokeFunction = async (name: string, region: string | undefined, event: Json): Promise<Invoked> => {
  const client = new LambdaClient({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 5 * SECOND, requestTimeout: PATIENCE, throwOnRequestTimeout: true },
    ...(region !== undefined && { region }),
  });
  try {
    if ((await client.config.region().catch(() => undefined)) === undefined) return { ok: false, why: 'RegionMissing' };
    const { FunctionError, Payload } = await client.send(
      new InvokeCommand({ FunctionName: name, Payload: new TextEncoder().encode(JSON.stringify(event)) }),
    );
    if (FunctionError !== undefined) return { ok: false, why: 'FunctionFailed' };
    return { ok: true, answer: parseJson(new TextDecoder().decode(Payload)) };
  } catch (error) {
    return { ok: false, why: errorName(error) };
  } finally {
    client.destroy();
  }
};
