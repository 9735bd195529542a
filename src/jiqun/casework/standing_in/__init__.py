"""代理签批: somebody signs in the place of a colleague who is away or has left, from day to day, and it shows."""
