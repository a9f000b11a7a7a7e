"""Tasks 督查任务: matters of a mechanism that goes at a pace, each led from an entry of a register."""
