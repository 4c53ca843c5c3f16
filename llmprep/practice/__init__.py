"""The logic of practising, without a screen: sessions, schedule, plan, interview."""
