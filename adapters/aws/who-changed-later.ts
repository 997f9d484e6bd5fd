import type { CloudTrailClientConfig } from '@aws-sdk/client-cloudtrail';
import type { WhoChanged } from '../../monitor/ports.ts';

/** Loads the client of CloudTrail with the first question: most runs have none. */
export const whoChangedLater = (settings: CloudTrailClientConfig): WhoChanged => {
  let loading: Promise<WhoChanged> | undefined;
  return async (...question) => {
    loading ??= import('./who-changed.ts').then(({ whoChanged }) => whoChanged(settings));
    return (await loading)(...question);
  };
};
