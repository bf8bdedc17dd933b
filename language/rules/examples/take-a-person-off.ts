import { examplesOf } from './example.ts'

/** Examples of `take-a-person-off`. */
export const takeAPersonOff = examplesOf(
  [
    ["Revoke Lena's deploy rights.", 'Deploy rights end after 8 hours for everyone.'],
    ['Remove Ana from the rota.', 'A rota needs two people who have run the restore.'],
    ['Take the contractor off the project.', 'Contract accounts start with read access.'],
    ['The developer will no longer be allowed to merge.', 'A merge into main needs a green run.'],
    ['Bar the operator from the console.', 'The console shows live hosts in a frame of their own.'],
    ["The engineer's admin access was revoked.", 'Admin access now ends with the shift.'],
    ["Withdraw Tom's root access.", 'Root access needs a reason and ends after an hour.'],
    ['Do not let the intern touch production.', 'Accounts of the first 2 weeks read only.'],
    ["Suspend the admin's privileges.", 'Privileges come from the rota, not from a list.'],
    ['Reassign Maria to another team.', 'The step that took 40 clicks is one command now.'],
  ],
  [
    'Deploy rights end after 8 hours for all.',
    'Revoke the token of the old pipeline.',
    'Remove the host from the rotation.',
    'The agent may no longer delete in that folder.',
    'Take the node off the pool.',
    'Access was revoked for every account of the old tenant.',
    'The rota has a second person since May.',
    'The bar chart shows the drop.',
    'Move the timer to another host.',
    'The session lost its rights at noon.',
  ],
)
