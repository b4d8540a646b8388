"""The window half: what people see and press, with the real Qt and no mocks."""
