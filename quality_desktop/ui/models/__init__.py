"""Item models that stand between answers of services and the views."""
