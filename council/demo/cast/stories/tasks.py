"""The task that grew from an issue alone; those of councils and talks stand with their items."""

from council.demo.cast.stories.shapes import TaskStory
from council.demo.cast.text import Text

VALVE = TaskStory(
    Text("换3栋总阀门", "New main valve for Building 3"),
    3,
    unit="water",
    state="started",
    issue="stairwell-water",
    started_days=-3,
    report=Text("阀门到货，周内停水两小时更换。", "The valve is here; water is off for two hours this week."),
)

ISSUE_TASKS = (VALVE,)
