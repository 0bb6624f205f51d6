"""One page that asks, judges and explains by itself: offline, in any browser, on a phone."""
