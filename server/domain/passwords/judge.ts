import type { FailureCode } from '../../../app/i18n/fr.ts';
import { Failure } from '../../../app/shared/failure.ts';
import { baseWords } from '../../../app/shared/password/base-word.ts';
import { questionUnder, type RulesInForce } from '../../../app/shared/password/in-force.ts';
import { inputProblem } from '../../../app/shared/password/input.ts';
import { judge } from '../../../app/shared/password/judge.ts';
import { termsOf } from '../../../app/shared/password/terms.ts';
import type { Person, RuleId, Verdict } from '../../../app/shared/password/verdict.ts';
import type { BreachedPasswords } from '../../systems/breached/port.ts';
import type { StrengthSource } from './strength-source.ts';

/** What a refusal is called, by the first rule that is not met. Open rules refuse nothing and stand here as the rest. */
const codes: Readonly<Record<RuleId, FailureCode>> = {
  input: 'password-untypeable',
  length: 'password-too-short',
  classes: 'password-complexity',
  name: 'password-with-name',
  directory: 'password-policy',
  history: 'password-history',
  age: 'password-too-young',
  'not-old': 'password-history',
  'forbidden-word': 'password-forbidden-word',
  establishment: 'password-establishment',
  typeable: 'password-untypeable',
  strength: 'password-too-weak',
  breached: 'password-breached',
};

export interface Candidate {
  readonly login: string;
  readonly currentPassword: string;
  readonly newPassword: string;
}

export interface PasswordJudgeDeps {
  readonly strength: StrengthSource;
  readonly breached: BreachedPasswords;
}

/** What a guesser knows of somebody of whom only the login was typed. */
const typedPerson = (login: string): Person => ({
  login,
  displayName: '',
  givenName: '',
  surnames: [],
  agentNumber: '',
});

/** Asks the one judge (app/shared/password) with all that the server knows: strength and the breached lists too. */
export function createPasswordJudge({ strength, breached }: PasswordJudgeDeps) {
  async function verdictOn(rules: RulesInForce, candidate: Candidate, signal: AbortSignal): Promise<Verdict> {
    const { newPassword, currentPassword, login } = candidate;
    const question = questionUnder(rules, newPassword, { oldPassword: currentPassword });
    if (inputProblem(newPassword)) return judge(question);
    const [{ estimate }, answer] = await Promise.all([
      strength(),
      breached.lookUp(newPassword, baseWords(newPassword), signal),
    ]);
    const terms = termsOf(rules.person ?? typedPerson(login), rules.organisation);
    return judge({ ...question, strength: estimate(newPassword, terms), breached: answer });
  }

  const refuse = (inForce: RulesInForce, verdict: Verdict): never => {
    const unmet = verdict.rules.find(({ state }) => state === 'unmet');
    throw new Failure(codes[unmet?.id ?? 'directory'], { judgement: { inForce, verdict } });
  };

  return {
    /**
     * Refuses what nobody may choose, whoever they are: by the organisation's rules alone. Its answer depends on what
     * was typed and on nothing else, so it tells nobody whether a login exists. The verdict shown holds the
     * directory's general rules too.
     */
    async forAnyone(general: RulesInForce, candidate: Candidate, signal: AbortSignal): Promise<void> {
      const verdict = await verdictOn({ ...general, policy: null }, candidate, signal);
      if (!verdict.acceptable) refuse(general, await verdictOn(general, candidate, signal));
    },
    /** Refuses by the rules of the account; its answer is only for whoever has proved to own it. */
    async forOwner(own: RulesInForce, candidate: Candidate, signal: AbortSignal): Promise<void> {
      const verdict = await verdictOn(own, candidate, signal);
      if (!verdict.acceptable) refuse(own, verdict);
    },
  };
}

export type PasswordJudge = ReturnType<typeof createPasswordJudge>;
