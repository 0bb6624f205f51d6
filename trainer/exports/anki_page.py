"""How a card looks: its two sides and its style. Hints unfold; what was typed is compared with the answer."""

FRONT = """\
<div class="mark">{{Id}}</div>
<div class="question">{{Question}}</div>
{{#Choices}}<ul class="choices">{{Choices}}</ul>{{/Choices}}
{{#Picture before}}<div class="picture">{{Picture before}}</div>{{/Picture before}}
{{#Hints}}<details><summary>Hints</summary><ol>{{Hints}}</ol></details>{{/Hints}}
{{#Answer}}{{type:Answer}}{{/Answer}}
"""

BACK = """\
<div class="mark">{{Id}}</div>
<div class="question">{{Question}}</div>
{{#Choices}}<ul class="choices">{{Choices}}</ul>{{/Choices}}
<hr id="answer">
{{#Answer}}{{type:Answer}}{{/Answer}}
<div class="answer">{{Shown answer}}</div>
<div class="steps">{{Steps}}</div>
{{#Picture}}<div class="picture">{{Picture}}</div>{{/Picture}}
{{#Mistakes}}<h4>Wrong answers that say something</h4><div class="mistakes">{{Mistakes}}</div>{{/Mistakes}}
<div class="reference">{{Reference}}</div>
"""

CSS = """\
.card { font-family: system-ui, sans-serif; font-size: 19px; line-height: 1.45; text-align: left; max-width: 44em;
  margin: 0 auto; padding: 0 .6em; color: #1c1c1e; background: #fff; }
.nightMode .card, .card.nightMode { color: #e8e8ea; background: #1f1f22; }
.mark, .reference { font-family: ui-monospace, monospace; font-size: 13px; color: #6b6b70; }
.nightMode .mark, .nightMode .reference { color: #a0a0a8; }
.reference { margin-top: 1.2em; }
.choices { list-style: none; padding-left: .4em; }
.answer { font-size: 26px; font-weight: 600; margin: .4em 0; }
.steps li { margin-bottom: .5em; }
.steps small { color: #5c5c62; }
.nightMode .steps small { color: #b0b0b8; }
pre { overflow-x: auto; font-size: 15px; }
.picture { background: #fff; border-radius: 6px; padding: .3em; margin: .6em 0; }
.picture img { max-width: 100%; height: auto; }
.mistakes p { margin: .35em 0; }
details { margin: .6em 0; }
input#typeans { font-family: ui-monospace, monospace; }
"""
