import type { FeedbackMessages } from '../features/password/feedback-view.ts';
import { typeset } from '../i18n/typography.ts';

/** The sentences in the language of the page, loaded alone. */
export async function feedbackMessages(): Promise<FeedbackMessages> {
  if (document.documentElement.lang === 'en') return (await import('../i18n/en/feedback.ts')).feedback;
  return typeset((await import('../i18n/fr/feedback.ts')).feedback);
}
