"""The interview without a screen: plan, drawing, session, rubric, report and its pages. No UI, no SQL, no clock."""
