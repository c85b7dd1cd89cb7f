import { answerWith } from '../http.server.ts';
import { statusOf } from '../shared/failure-status.ts';

/** Every address that is no page. */
export function loader(): never {
  throw answerWith(
    { code: 'page-not-found' },
    { status: statusOf('page-not-found'), retryAfterSeconds: null },
  );
}

export const action = loader;

export default function Nowhere() {
  return null;
}
