import { createModerationApi } from '../sync/moderation-api.ts';
import { serverOptions } from './api.ts';

/** The procedures for roles of the room on the server that sent this page. */
export const moderationApi = createModerationApi(serverOptions);
