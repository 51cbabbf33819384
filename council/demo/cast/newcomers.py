"""Two people who are in a roster file and not on the roster yet, and where they live."""

from council.demo.cast.text import Text

NEWCOMERS = (Text("纪云帆", "Ji Yunfan"), Text("纪小棠", "Ji Xiaotang"))
BLOCK = Text("3栋", "Building 3")
ENTRANCE = Text("1单元", "entrance 1")
