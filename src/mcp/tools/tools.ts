import type { Tool } from '../frame/tool.ts';
import { amendSessionTool } from './amend-session.ts';
import { bodyWeightTool } from './body-weight.ts';
import { changesTool } from './changes.ts';
import { coachTools } from './coaching.ts';
import { exerciseFigureTools } from './exercise-figures.ts';
import { listSessionsTool } from './list-sessions.ts';
import { logSessionTool } from './log-session.ts';
import { overviewTool } from './overview.ts';
import { planTools } from './plans.ts';
import { readSessionTool } from './read-session.ts';
import { recordBodyWeightTool } from './record-body-weight.ts';
import { searchExercisesTool } from './search-exercises.ts';
import { todayTool } from './today.ts';
import { undoChangesTool } from './undo-changes.ts';
import { planWritingTools } from './write-plan.ts';
import { unitWritingTools } from './write-unit.ts';

/** Every tool, in the order in which assistants see them. */
export const tools: readonly Tool[] = [
  searchExercisesTool,
  todayTool,
  listSessionsTool,
  readSessionTool,
  ...exerciseFigureTools,
  overviewTool,
  changesTool,
  bodyWeightTool,
  ...planTools,
  logSessionTool,
  amendSessionTool,
  recordBodyWeightTool,
  ...unitWritingTools,
  ...planWritingTools,
  undoChangesTool,
  ...coachTools,
];
