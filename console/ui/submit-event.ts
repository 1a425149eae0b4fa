import type { TargetedSubmitEvent } from 'preact';

export type SubmitEvent = TargetedSubmitEvent<HTMLFormElement>;
