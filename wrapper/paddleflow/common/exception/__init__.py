"""Where the official SDK has its exception. It is `paddleflow.errors.PaddleFlowSDKException`."""

from paddleflow.errors import PaddleFlowSDKException

__all__ = ["PaddleFlowSDKException"]
