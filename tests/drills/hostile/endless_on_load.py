"""Never finishes loading."""

FAMILY = "time"

import time

while True:
    time.sleep(1)
