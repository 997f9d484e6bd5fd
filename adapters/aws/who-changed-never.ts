import type { WhoChanged } from '../../monitor/ports.ts';

/** Stands in bundles of deployments without `whoChanged`, so that they hold no client of CloudTrail: `#who-changed` in package.json. */
export const whoChangedLater =
  (_settings: unknown): WhoChanged =>
  async () =>
    undefined;
