/** remark's parser alone: how many blocks it found. */
export function remark(text: string): Promise<number>
/** alex over Markdown: how many messages. */
export function alex(text: string): Promise<number>
/** write-good over the bare text: how many suggestions. */
export function writeGood(text: string): Promise<number>
/** textlint with the write-good rule: how many messages. */
export function textlint(text: string): Promise<number>
