import type { Watch } from '../model/tags.ts';
import { daysOf, type LadderSetting, severitiesOf } from '../policy/ladder-setting.ts';
import { fits, type Ruled } from '../policy/rule.ts';
import { DEFAULT_POLICY, type Policy } from './policy.ts';

/** What a deployment sets of a policy: adapters/settings/deployed.ts. */
export type PolicySettings = Pick<Policy, 'rules' | 'officeHours' | 'owners'> & { readonly ladder?: LadderSetting };

export const policyOf = ({ ladder = DEFAULT_POLICY.ladder, ...settings }: PolicySettings): Policy => ({
  ...DEFAULT_POLICY,
  ...settings,
  ladder: daysOf(ladder),
  severities: severitiesOf(ladder),
});

export type RuledToken = Ruled & { readonly watch: Pick<Watch, 'ladder' | 'owner'> };

/** The policy of one token: its own tag beats the first rule that fits it, and that the ladder of all. Office hours are its owner's, or those of all. */
export const policyFor = (policy: Policy, token: RuledToken): Policy => {
  const { rules = [], owners = {}, ...shared } = policy;
  const { ladder, owner } = token.watch;
  const setting = ladder ?? rules.find((rule) => fits(rule, token))?.ladder;
  const own = owner !== undefined && Object.hasOwn(owners, owner) ? owners[owner]?.officeHours : undefined;
  return {
    ...shared,
    ...(setting && { ladder: daysOf(setting), severities: severitiesOf(setting) }),
    ...(own && { officeHours: own }),
  };
};
