import { ChatRoom, type Joined, type RenameResult } from '../chat-room.ts';
import type { ClaimResult, InviteResult } from '../moderation/moderation.ts';
import type {
  ClaimRequest,
  DeleteRequest,
  EditRequest,
  InviteRequest,
  JoinRequest,
  LeaveRequest,
  ReactRequest,
  RenameRequest,
  ResignRequest,
  SendRequest,
} from '../requests.ts';
import type { MutationResult } from '../mutations.ts';

/** A room that executes its commands at once. */
export class SynchronousRoom extends ChatRoom {
  join(request: JoinRequest): Joined {
    const prepared = this.prepareJoin(request);
    return 'result' in prepared ? prepared.result : this.joined(this.execute(prepared.command));
  }

  send(sessionId: string, message: SendRequest): MutationResult {
    const prepared = this.prepareSend(sessionId, message);
    return 'result' in prepared ? prepared.result : this.execute(prepared.command);
  }

  edit(sessionId: string, edit: EditRequest): MutationResult {
    const prepared = this.prepareEdit(sessionId, edit);
    return 'result' in prepared ? prepared.result : this.execute(prepared.command);
  }

  delete(sessionId: string, deletion: DeleteRequest): MutationResult {
    const prepared = this.prepareDelete(sessionId, deletion);
    return 'result' in prepared ? prepared.result : this.execute(prepared.command);
  }

  react(sessionId: string, reaction: ReactRequest): MutationResult {
    const prepared = this.prepareReact(sessionId, reaction);
    return 'result' in prepared ? prepared.result : this.execute(prepared.command);
  }

  rename(sessionId: string, renaming: RenameRequest): RenameResult {
    const prepared = this.prepareRename(sessionId, renaming);
    return 'result' in prepared ? prepared.result : this.execute(prepared.command);
  }

  invite(sessionId: string | undefined, request: InviteRequest): InviteResult {
    const prepared = this.prepareInvite(sessionId, request);
    return 'result' in prepared ? prepared.result : this.execute(prepared.command);
  }

  claim(request: Omit<ClaimRequest, 'clientNetwork'>): ClaimResult {
    const prepared = this.prepareClaim({ clientNetwork: 'network of claims', ...request });
    return 'result' in prepared ? prepared.result : this.execute(prepared.command);
  }

  revoke(sessionId: string, id: string) {
    const prepared = this.prepareRevoke(sessionId, id);
    if ('command' in prepared) this.execute(prepared.command);
  }

  resign(request: Omit<ResignRequest, 'clientNetwork'>) {
    const prepared = this.prepareResign({ clientNetwork: 'network of claims', ...request });
    if ('command' in prepared) this.execute(prepared.command);
  }

  leave(sessionId: string, request: LeaveRequest) {
    const prepared = this.prepareLeave(sessionId, request);
    if ('command' in prepared) this.execute(prepared.command);
  }

  sweep() {
    const sweep = this.dueSweep();
    if (sweep) this.execute(sweep);
    this.refreshPresence();
  }
}
