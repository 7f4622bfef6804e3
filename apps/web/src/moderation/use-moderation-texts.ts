import { moderationTexts } from '../i18n/moderation-texts.ts';
import { useLanguage } from '../i18n/use-strings.ts';

export const useModerationTexts = () => moderationTexts[useLanguage().language];
