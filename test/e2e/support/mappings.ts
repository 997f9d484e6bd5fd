import { ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import type { World } from './world.ts';

/** Switches on or off what feeds a function from its queue or stream. */
export const enableMapping = async ({ lambda }: World, FunctionName: string, Enabled: boolean): Promise<void> => {
  const { EventSourceMappings = [] } = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName }));
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID: EventSourceMappings[0]?.UUID ?? '', Enabled }));
};
