"""salesplan: from an annual sales goal to targets that can be defended."""

__version__ = "0.1.0"
