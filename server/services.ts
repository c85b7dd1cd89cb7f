import type { Settings } from './config/settings.ts';
import type { Common } from './container.ts';
import { createCalls } from './domain/approvals/calls.ts';
import { createApprovalCodes } from './domain/approvals/codes.ts';
import { createApprovalRequests } from './domain/approvals/requests.ts';
import { createTechnicians } from './domain/desk/technicians.ts';
import { createKiosks } from './domain/kiosks/kiosks.ts';
import { createPace } from './domain/limits/pace.ts';
import { createDisavow } from './domain/notices/disavow.ts';
import { createNotMeLinks } from './domain/notices/link.ts';
import { createPasswords } from './domain/passwords/change.ts';
import { createRulesInForce } from './domain/passwords/in-force.ts';
import { createPasswordJudge } from './domain/passwords/judge.ts';
import { organisationRules } from './domain/passwords/organisation.ts';
import { createStrengthSource } from './domain/passwords/strength-source.ts';
import { createPasswordTries } from './domain/people/password-tries.ts';
import { createSignIn } from './domain/people/sign-in.ts';
import { createColleague } from './domain/proofs/colleague.ts';
import { createOneTimeCode } from './domain/proofs/one-time-code.ts';
import { createProofOptions } from './domain/proofs/options.ts';
import { createLifetime } from './domain/recovery/lifetime.ts';
import { createOwnRequest } from './domain/recovery/own.ts';
import { createRecovery } from './domain/recovery/recovery.ts';
import { createFailuresPerMinute } from './http/site-size.ts';

/** The use cases: all that a route may call. */
export function createServices(settings: Settings, common: Common) {
  const { keys, breached } = common;
  const sources = { pace: createPace(), failuresPerMinute: createFailuresPerMinute(settings.networks) };
  const tries = createPasswordTries({ ...common, ...sources });
  const signIn = createSignIn({ ...common, tries });
  const technicians = createTechnicians({ ...common, signIn });
  const codes = createApprovalCodes(keys.approvals);
  return {
    recovery: createRecovery({
      ...common,
      ...sources,
      proof: settings.proof,
      lifetime: createLifetime({
        temporaryPasswordHours: settings.public.temporaryPasswordHours,
        calendar: settings.calendar,
      }),
    }),
    proofs: createProofs(settings, common, signIn),
    approvals: createApprovalRequests({ ...common, codes, proof: settings.proof }),
    calls: createCalls({ ...common, codes, technicians }),
    technicians,
    passwords: createPasswords({
      ...common,
      tries,
      judge: createPasswordJudge({ strength: createStrengthSource(), breached }),
      rules: createRulesInForce({ ...common, organisation: organisationRules(settings.passwordRules) }),
    }),
    signIn,
    kiosks: createKiosks(common),
    notMe: createDisavow({
      ...common,
      links: createNotMeLinks({ key: keys.notMe, url: settings.origins[0] }),
      scramble: settings.notices.scrambleWhenDisavowed,
      timeZone: settings.calendar.timeZone,
    }),
  };
}

export type Services = ReturnType<typeof createServices>;

function createProofs(settings: Settings, common: Common, signIn: ReturnType<typeof createSignIn>) {
  const deps = { ...common, request: createOwnRequest(common), signIn, settings: settings.proof };
  return {
    options: createProofOptions(deps),
    ...createColleague(deps),
    code: createOneTimeCode({ ...deps, key: common.keys.oneTimeCode }),
  };
}
