"""Questions as Canvas imports them: QTI 1.2 in the shape of its own quiz exports."""
