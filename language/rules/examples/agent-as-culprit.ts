import { examplesOf } from './example.ts'

/** Examples of `agent-as-culprit`. */
export const agentAsCulprit = examplesOf(
  [
    ['The coding agent was careless.', 'The agent’s context no longer held the limit.'],
    ['Claude lied about the tests.', 'Claude reported the tests as passed; the trace shows no test run.'],
    [
      'The agent deleted all customer folders.',
      'The agent’s token could delete in customer folders, and the clean-up step did.',
    ],
    ['The assistant ignored the instruction.', 'The instruction was 60,000 tokens back when the step ran.'],
    ['The model decided to skip the backup.', 'The plan in the prompt had no backup step.'],
    [
      'Codex wiped the production bucket.',
      'The session had a key for the production bucket and no prompt before deletes.',
    ],
    ['The coding agent disobeyed the rules.', 'The rules file was not loaded in that folder.'],
    ['The agent went rogue.', 'The agent ran 7 commands; none of them needed approval.'],
    [
      'The AI assistant destroyed the repository.',
      'The history was rewritten: force-push is allowed on that branch.',
    ],
    ['A rogue agent overwrote the config.', 'Two sessions wrote the same config; the second write won.'],
  ],
  [
    'The agent wrote “cannot revert”; its trace has no attempt at it.',
    'The monitoring agent crashed after the update.',
    'The agent asked for the name of the account.',
    'The assistant waited for a yes before step 3.',
    'The agent’s policy file allowed deletes in every folder.',
    'The user agent header grew by 40 bytes.',
    'The agent refused the write because the sandbox is read only.',
    'The model ran with a context of 200,000 tokens.',
    'Claude was started with keys for the live account.',
    'The permission prompt stopped the agent before it reached the table.',
  ],
)
